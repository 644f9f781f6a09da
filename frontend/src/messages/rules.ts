import { currentLanguage } from './index.svelte';
import { rulesDe } from './rules.de';
import { rulesEn } from './rules.en';

const all = { en: rulesEn, de: rulesDe } as const;

/** What the page about rules says; apart from all else, since it is loaded with that page. */
export function r() {
  return all[currentLanguage()];
}
