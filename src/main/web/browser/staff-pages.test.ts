import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { CORE, open, shoot, violations, watched, words } from './chromium';
import { totp } from './staff';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
/** `name invitation` of somebody who has not taken it up. */
const [, INVITATION = ''] = (process.env['EARSHOT_CUSTODIAN'] ?? '').split(' ');

const en = words('en');
const say = (key: string) => en[key] ?? key;

let browser: Browser;
let close: () => Promise<void>;
let complaints: string[] = [];
let page: Page;

beforeAll(async () => {
  ({ browser, close } = await open());
});

afterAll(() => close());

afterEach(async () => {
  await page.context().close();
  if (complaints.length > 0) {
    throw new Error(complaints.join('\n'));
  }
});

async function visit(path: string, locale = 'en-GB'): Promise<void> {
  const context = await browser.newContext({ locale, viewport: WIDE, reducedMotion: 'reduce' });
  ({ page, complaints } = await watched(context));
  await page.goto(CORE + path);
}

async function pictures(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [size, viewport] of [['wide', WIDE], ['narrow', NARROW]] as const) {
      await page.setViewportSize(viewport);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      await shoot(page, `${name}-${colorScheme}-${size}`);
    }
  }
  await page.setViewportSize(WIDE);
}

describe('whoever is not signed in', () => {
  it('sees no page but this one, whatever the address, and is told when something is wrong', async () => {
    await visit('/flows/main');
    await page.getByRole('heading', { name: say('signin.title') }).waitFor();
    expect(await page.locator('.flow-picture').count()).toBe(0);
    await page.getByLabel(say('signin.name')).fill(inject('administrator').name);
    await page.getByLabel(say('signin.password')).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe(say('signin.wrong'));
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'signin-wrong');
  });

  it.each(['zh', 'en', 'ko'] as const)('is asked in %s', async (language) => {
    await visit('/', language);
    await page.getByRole('heading', { name: words(language)['signin.title'] ?? '' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await pictures(`signin-${language}`);
  });

  it('enters by the keyboard alone, comes back to where they wanted to go, and leaves', async () => {
    const { name, password, recoveryCodes } = inject('administrator');
    await visit('/people');
    await page.getByLabel(say('signin.name')).focus();
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: say('signin.code.title') }).waitFor();
    await shoot(page, 'signin-code');
    const onCode = () => page.getByLabel(say('signin.code')).evaluate((field) => field === document.activeElement);
    for (let presses = 0; presses < 20 && !(await onCode()); presses += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type(recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: say('people.title') }).waitFor();
    await page.getByRole('rowheader', { name }).waitFor();
    await pictures('people');

    await page.getByRole('link', { name: say('rights.title') }).click();
    await page.getByRole('table').waitFor();
    await page.getByLabel(say('rights.place')).selectOption('own');
    await page.getByText(say('grant.two')).first().waitFor();
    await pictures('rights');

    await page.getByRole('button', { name: say('signin.out') }).click();
    await page.getByRole('heading', { name: say('signin.title') }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: say('signin.title') }).waitFor();
    expect(page.url()).toBe(`${CORE}/rights`);
  });

  it('takes up an invitation: password, app, recovery codes', async () => {
    await visit('/enrol');
    await page.getByLabel(say('enrol.invitation')).fill(INVITATION);
    await page.getByLabel(say('enrol.password')).fill('another four words then');
    await pictures('enrol');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: say('enrol.app.title') }).waitFor();
    const secret = (await page.locator('.secret code').textContent()) ?? '';
    await shoot(page, 'enrol-app');
    await page.getByLabel(say('signin.code')).fill(totp(secret));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: say('enrol.keep.title') }).waitFor();
    expect(await page.locator('.recovery li').count()).toBe(10);
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'enrol-keep');
    await page.getByRole('button', { name: say('enrol.keep.done') }).click();
    await page.getByRole('button', { name: say('signin.out') }).waitFor();
  });
});
