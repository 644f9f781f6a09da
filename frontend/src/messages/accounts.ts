import { accountsDe } from './accounts.de';
import { accountsEn } from './accounts.en';
import { currentLanguage } from './index.svelte';

const all = { en: accountsEn, de: accountsDe } as const;

/** What the pages about oneself and about people say; apart from all else, since it is loaded with them. */
export function a() {
  return all[currentLanguage()];
}
