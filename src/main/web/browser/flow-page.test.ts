import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CORE, open, shoot, signIn, violations, watched, words } from './chromium';

/** Where a caller is at this moment, as `flow/step`; and a flow of which a draft is kept. */
const [busyFlow = '', busyStep = ''] = (process.env['EARSHOT_BUSY'] ?? '').split('/');
const DRAFTED = process.env['EARSHOT_DRAFTED'] ?? 'main';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
const en = words('en');

let browser: Browser;
let close: () => Promise<void>;
let complaints: string[] = [];
let page: Page;

beforeAll(async () => {
  ({ browser, close } = await open());
});

afterAll(() => close());

afterEach(leave);

/** No page may have complained of anything. */
async function leave(): Promise<void> {
  await page.context().close();
  if (complaints.length > 0) {
    throw new Error(complaints.join('\n'));
  }
}

async function visit(path: string, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: WIDE,
    reducedMotion: 'reduce', // colours are measured, so none may be on its way
    ...options,
  });
  await signIn(context);
  ({ page, complaints } = await watched(context));
  await page.goto(CORE + path);
}

async function inBothLights(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await shoot(page, `${name}-${colorScheme}`);
  }
}

const step = (id: string) => page.locator(`.flow-picture [data-step="${id}"]`);
const drawn = () => step('consent').waitFor();

describe('the flow page', () => {
  it('shows what callers hear first, and who is where at this moment', async () => {
    await visit('/');
    await drawn();

    expect(await page.locator('h1').textContent()).toContain('main');
    expect(await page.title()).toBe('main · Flows · Earshot');
    await step('consent').locator('.badge-today').waitFor();
    await page.locator('.flow-link', { hasText: busyFlow }).locator('.count').waitFor();
    await page.goto(`${CORE}/flows/${busyFlow}#${busyStep}`);
    await step(busyStep).locator('.badge-now').waitFor();
    expect(await step(busyStep).locator('title').first().textContent()).toContain('1 caller now');
    expect(await page.locator('.numbers dd').first().textContent()).toBe('1');
    await shoot(page, 'caller');
  });

  it('tells of a step its words in three languages and where it leads', async () => {
    await visit('/flows/main');
    await step('consent').click();

    const details = page.locator('.step-details');
    expect(await details.locator('h2').textContent()).toBe('consent');
    expect(await details.locator('[lang="zh"]').first().textContent()).toMatch(/\p{Script=Han}/u);
    expect(await details.locator('[lang="ko"]').first().textContent()).toMatch(/\p{Script=Hangul}/u);
    await details.locator('.way-to').first().click();
    expect(await details.locator('h2').textContent()).toBe('menu');
    expect(page.url()).toBe(`${CORE}/flows/main#menu`);
  });

  it('is used by the keyboard alone', async () => {
    await visit('/flows/main');
    await drawn();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-step') ?? document.activeElement?.id);

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('content');
    for (let presses = 0; presses < 40 && (await focused()) !== 'language'; presses += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/consent|menu|person|no-keys/);
    expect(await page.locator('.step-details h2').textContent()).toBe(await focused());
    await page.keyboard.press('Escape');
    expect(await page.locator('.step-details').count()).toBe(0);
    await page.keyboard.press('2');
    await page.getByText(en['check.passed'] ?? '').waitFor();
    await page.keyboard.press(']');
    await page.locator('h1', { hasText: 'add-note' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'shortcuts');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it.each(['zh', 'en', 'ko'] as const)('speaks %s, light and dark, wide and narrow', async (language) => {
    const told = words(language);
    await visit('/flows/main', { locale: language });
    await step('menu').click();
    await page.getByText(told['step.ways'] ?? '').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(WIDE);
      expect(await violations(page)).toEqual([]);
      await shoot(page, `flow-${language}-${colorScheme}-wide`);
      await page.setViewportSize(NARROW);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW.width);
      await shoot(page, `flow-${language}-${colorScheme}-narrow`);
    }
  });

  it('changes its language where one asks it to, and keeps it', async () => {
    await visit('/flows/main');
    await page.getByRole('combobox').selectOption('ko');
    await page.getByRole('tab', { name: words('ko')['tab.check'] ?? '' }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: words('ko')['tab.check'] ?? '' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  });

  it('shows what the checks say, and what a draft would change', async () => {
    await visit('/flows/main/check');
    await page.getByText('main.yaml').first().waitFor();
    await inBothLights('check');
    await page.goto(`${CORE}/flows/${DRAFTED}/draft`);
    await page.getByRole('table').waitFor();
    expect(await page.locator('ins').count()).toBeGreaterThan(0);
    await inBothLights('draft');
    await page.goto(`${CORE}/flows/emergency/draft`);
    await page.getByText(en['draft.none'] ?? '').waitFor();
    await shoot(page, 'draft-none');
  });
});

describe('when something is not as it should be, the flow page', () => {
  it('says that the core is away and what to do, and comes back by itself', async () => {
    await visit('/');
    await drawn();
    await page.route('**/v1/**', (route) => route.abort());
    await page.locator('.stale').waitFor();
    await page.reload();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('./earshot up');
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'away');
    await page.unroute('**/v1/**');
    await page.getByRole('button', { name: en['app.again'] ?? '' }).click();
    await drawn();
  });

  it('says that a flow or a page is not there', async () => {
    await visit('/flows/nothing');
    await page.getByText('nothing.yaml').waitFor();
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'unknown');
    await page.goto(`${CORE}/nowhere`);
    await page.locator('h1', { hasText: en['nowhere.title'] ?? '' }).waitFor();
  });

  it('takes nothing from a picture but its shapes', async () => {
    await visit('/nowhere');
    await page.route('**/picture?*', (route) =>
      route.fulfill({
        contentType: 'image/svg+xml',
        body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><script>document.title = 'taken'</script>
          <g class="step" data-step="consent" onclick="document.title = 'taken'"><rect x="10" y="100" width="90" height="40"/>
          <foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="/x" onerror="document.title = 'taken'"/></foreignObject>
          <a href="javascript:void 0"><text class="name">consent</text></a></g></svg>`,
      }),
    );
    await page.goto(`${CORE}/flows/main`);
    await step('consent').click();
    expect(await page.locator('.flow-picture').locator('script, foreignObject, img, a, [onclick]').count()).toBe(0);
    expect(await page.title()).toBe('main · Flows · Earshot');
  });
});
