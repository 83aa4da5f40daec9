import { chromium, type Browser, type Page } from 'playwright-core';

export interface OpenPageOptions {
  /** The Chromium, Chrome or Edge program. */
  readonly chromium: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Called before the address is opened, for what must be in place by then. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface OpenedPage {
  readonly page: Page;
  close(): Promise<void>;
}

const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/** Opens an address in a headless browser with a profile of its own. */
export async function openPage(url: string, options: OpenPageOptions): Promise<OpenedPage> {
  const browser = await chromium.launch({
    executablePath: options.chromium,
    args: quietArguments,
  });
  try {
    const page = await newPage(browser, options);
    await page.goto(url);
    return { page, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function newPage(browser: Browser, options: OpenPageOptions): Promise<Page> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await options.prepare?.(page);
  return page;
}
