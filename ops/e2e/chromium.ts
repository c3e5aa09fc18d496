import { type Browser, chromium } from 'playwright-core';

/** The browser that `BOTHY_TEST_CHROMIUM` names. It talks to no one but the server under test. */
export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
