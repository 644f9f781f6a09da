import { de } from './de';
import { en, type Messages } from './en';

export type { Messages };
export type Language = 'en' | 'de';

const KEY = 'modehub.language';
const all: Readonly<Record<Language, Messages>> = { en, de };

let language = $state<Language>(remembered() ?? supported(navigator.language) ?? 'en');

/** The messages of the chosen language; what reads them is drawn anew when it changes. */
export function m(): Messages {
  return all[language];
}

/** How dates and numbers are written: as the browser's own variety of the language has it. */
export function locale(): string {
  return navigator.languages.find((tag) => supported(tag) === language) ?? m().locale;
}

export function currentLanguage(): Language {
  return language;
}

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(KEY, chosen);
  language = chosen;
}

/** The profile's language counts until this browser has its own. */
export function preferLanguage(wish: string | null): void {
  if (!remembered()) language = supported(wish) ?? language;
}

function remembered(): Language | null {
  return supported(localStorage.getItem(KEY));
}

function supported(tag: string | null): Language | null {
  const short = tag?.slice(0, 2).toLowerCase();
  return short === 'de' || short === 'en' ? short : null;
}
