import { expect } from '@playwright/test';
import { test as base } from './stock-firefox';

/**
 * A page that keeps a record of everything that must not happen: console errors, policy
 * violations, uncaught errors, failed requests and requests to another host. A test that uses
 * `watched` fails if any of it happened.
 */
export const test = base.extend<{ watched: string[] }>({
  watched: async ({ page, baseURL }, use) => {
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
    page.on('requestfailed', (request) => {
      // A page that is left drops what it was still fetching ahead of need.
      if (/^(net::ERR|NS_BINDING)_ABORTED$/.test(request.failure()?.errorText ?? '')) return;
      troubles.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      const inside = ['data:', 'blob:'].includes(url.protocol);
      if (!inside && url.origin !== new URL(baseURL!).origin) troubles.push(`external: ${url}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
    });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await use(troubles);
    expect(troubles, 'nothing went wrong in the page').toEqual([]);
  },
});

export { expect };
