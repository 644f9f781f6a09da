import type { Manner } from '../format/quantity';
import { chatDe } from './chat.de';
import { type ChatMessages, chatEn } from './chat.en';
import { currentLanguage, locale } from './index.svelte';

const all = { en: chatEn, de: chatDe } as const;

/** What the chat says; apart from all else, since it is loaded with the chat. */
export function c(): ChatMessages {
  return all[currentLanguage()];
}

/** How the chat writes dates and numbers of a zone. */
export function manner(zone: string): Manner {
  const { week, shortWeek } = c();
  return { locale: locale(), zone, week, shortWeek };
}
