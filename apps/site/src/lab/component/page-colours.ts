import type { Colours } from '@backprop/runner/browser';

/** The site's variables by the names that a component's frame knows. */
const VARIABLES = {
  '--background': '--ifm-background-surface-color',
  '--text': '--ifm-font-color-base',
  '--accent': '--ifm-color-primary',
};

/** The page's colours as they are now. */
export function pageColours(page = document.documentElement): Colours {
  const style = getComputedStyle(page);
  return {
    scheme: page.dataset.theme === 'dark' ? 'dark' : 'light',
    variables: Object.fromEntries(
      Object.entries(VARIABLES).map(([name, ours]) => [name, style.getPropertyValue(ours).trim()]),
    ),
  };
}

/**
 * Tells when the page goes dark or light.
 *
 * @returns stops telling
 */
export function watchColours(tell: (colours: Colours) => void): () => void {
  const page = document.documentElement;
  const observer = new MutationObserver(() => tell(pageColours(page)));
  observer.observe(page, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
