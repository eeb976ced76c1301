import { type Browser, test as base } from '@playwright/test';

/**
 * Playwright drives an unpatched Firefox over WebDriver BiDi, and tells it the colour scheme of
 * every new context. Firefox before 154 does not know that command and refuses the context with
 * it; such a Firefox keeps its own colour scheme.
 */
export const test = base.extend<object, { browser: Browser }>({
  browser: [
    async ({ browser }, use) => {
      withoutColourScheme(browser);
      await use(browser);
    },
    { scope: 'worker' },
  ],
});

const COMMAND = 'emulation.setMediaFeaturesOverride';

interface Session {
  send: (command: string, parameters?: unknown) => Promise<unknown>;
}

function withoutColourScheme(browser: Browser): void {
  const { _connection: connection } = browser as never as {
    _connection: { toImpl: (client: object) => { _browserSession?: Session } };
  };
  const session = connection.toImpl?.(browser)._browserSession;
  if (!session) return; // not WebDriver BiDi
  const send = session.send.bind(session);
  session.send = async (command, parameters) => {
    try {
      return await send(command, parameters);
    } catch (error) {
      if (command === COMMAND && String(error).includes('unknown command')) return {};
      throw error;
    }
  };
}
