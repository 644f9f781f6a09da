import { currentLanguage } from './index.svelte';
import { pagesDe } from './pages.de';
import { pagesEn } from './pages.en';

const all = { en: pagesEn, de: pagesDe } as const;

/** What the pages about time past, agents and settings say; apart from all else, since it is loaded with them. */
export function p() {
  return all[currentLanguage()];
}
