import type { Attachment } from 'svelte/attachments';
import type { LiveLink } from '../../link/live';

/** Asks for an agent's levels while the element is on the screen and the page is in front. */
export function levelsWhileSeen(link: LiveLink, agentId: string): Attachment {
  return (element) => {
    let onScreen = false;
    let end: (() => void) | null = null;

    function decide(): void {
      const wanted = onScreen && document.visibilityState === 'visible';
      if (wanted && !end) {
        end = link.watch(agentId);
      } else if (!wanted && end) {
        end();
        end = null;
      }
    }

    const observer = new IntersectionObserver((entries) => {
      onScreen = entries.at(-1)?.isIntersecting ?? false;
      decide();
    });
    observer.observe(element);
    document.addEventListener('visibilitychange', decide);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', decide);
      end?.();
    };
  };
}
