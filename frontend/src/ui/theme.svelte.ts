export type Theme = 'system' | 'light' | 'dark';

const KEY = 'modehub.theme';

let theme = $state<Theme>(remembered());

export function currentTheme(): Theme {
  return theme;
}

export function chooseTheme(chosen: Theme): void {
  theme = chosen;
  localStorage.setItem(KEY, chosen);
  applyTheme();
}

/** Sets what the style sheet's `light-dark()` follows; without the attribute that is the system. */
export function applyTheme(): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function remembered(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
