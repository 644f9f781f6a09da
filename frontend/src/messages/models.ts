import { currentLanguage } from './index.svelte';
import { modelsDe } from './models.de';
import { modelsEn } from './models.en';

const all = { en: modelsEn, de: modelsDe } as const;

/** What the page about models says; apart from all else, since it is loaded with that page. */
export function w() {
  return all[currentLanguage()];
}
