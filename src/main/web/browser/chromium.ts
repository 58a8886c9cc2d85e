import { readFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeSource from 'axe-core';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

/** The running core, the unpacked Chromium (the folder of `get-asterisk.sh`), and where pictures go. */
export const CORE = told('EARSHOT_URL');
const ROOTFS = told('EARSHOT_CHROMIUM');
/** The token of somebody who may see the pages. */
const SESSION = told('EARSHOT_SESSION');
const SHOTS = process.env['EARSHOT_SHOTS'];

function told(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; ./earshot test sets it, and README.md says how to by hand`);
  }
  return value;
}

const LIBRARIES = join(ROOTFS, 'usr/lib/x86_64-linux-gnu');
const QUIET = '--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** What a desktop would have set. */
const FAMILIES = [
  ['system-ui', 'DejaVu Sans'],
  ['sans-serif', 'DejaVu Sans'],
  ['ui-monospace', 'DejaVu Sans Mono'],
]
  .map(([name, is]) => `<alias binding="same"><family>${name}</family><prefer><family>${is}</family></prefer></alias>`)
  .join('')
  .concat('<match><edit name="family" mode="append_last"><string>DejaVu Sans</string></edit></match>');

/** One Chromium with its own libraries, fonts and home, which leaves nothing behind. */
export async function open() {
  const home = mkdtempSync(join(tmpdir(), 'earshot-chromium'));
  const fonts = join(home, 'fonts.conf');
  const folders = ['/usr/share/fonts', join(ROOTFS, 'usr/share/fonts')];
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><fontconfig>${folders.map((dir) => `<dir>${dir}</dir>`).join('')}<cachedir>${home}</cachedir>${FAMILIES}</fontconfig>`,
  );
  const browser = await chromium.launch({
    executablePath: join(ROOTFS, 'usr/lib/chromium/chromium'),
    args: ['--no-sandbox', ...QUIET.split(' ')],
    env: {
      HOME: home,
      PATH: process.env['PATH'] ?? '',
      FONTCONFIG_FILE: fonts,
      LD_LIBRARY_PATH: [LIBRARIES, join(ROOTFS, 'lib/x86_64-linux-gnu'), join(LIBRARIES, 'pulseaudio')].join(':'),
    },
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** As the browser of somebody who has signed in and may see the pages. */
export async function signIn(context: BrowserContext): Promise<void> {
  const { hostname: domain } = new URL(CORE);
  await context.addCookies([{ name: '__Host-earshot', value: SESSION, domain, path: '/', secure: true, httpOnly: true, sameSite: 'Strict' }]);
}

/** What a page must never do: break its policy, fail in its script. */
export async function watched(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(CORE)) {
      complaints.push(`asked ${request.url()}`);
    }
  });
  return { page, complaints };
}

/** What axe-core finds wrong, one line for each place. Run as the page's policy allows no other script to. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AxeSource.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof AxeSource };
    const { violations: found } = await axe.run(document);
    return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`));
  });
}

/** Nothing, unless pictures are wanted. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS) {
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `${name}.png`), animations: 'disabled' });
  }
}

export function words(language: 'zh' | 'en' | 'ko'): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(`src/shared/i18n/${language}.json`, 'utf8')) as Record<string, string>;
}
