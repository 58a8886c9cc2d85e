import { createHmac } from 'node:crypto';
import { CORE } from './chromium';

/** Somebody the tests sign in as. */
export interface Account {
  readonly name: string;
  readonly password: string;
  readonly recoveryCodes: readonly string[];
}

interface Cookie {
  readonly name: string;
  readonly value: string;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Six digits as an app shows them now ([RFC 6238](https://www.rfc-editor.org/rfc/rfc6238)). */
export function totp(secret: string, at = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', decoded(secret)).update(counter).digest();
  const from = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function decoded(base32: string): Buffer {
  const bits = [...base32.replaceAll(/[\s=]/g, '')].map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** Takes up an invitation as a program would. */
export async function enrol(name: string, invitation: string, password: string): Promise<Account> {
  const begun = await post('/v1/enrolment', { invitation, password }, []);
  const { secret } = (await begun.json()) as { secret: string };
  const done = await post('/v1/enrolment/code', { code: totp(secret) }, cookiesOf(begun));
  const { recoveryCodes } = (await done.json()) as { recoveryCodes: string[] };
  return { name, password, recoveryCodes };
}

async function post(path: string, body: unknown, cookies: readonly Cookie[]): Promise<Response> {
  const answer = await fetch(CORE + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
  }
  return answer;
}

function cookiesOf(answer: Response): readonly Cookie[] {
  return answer.headers.getSetCookie().map((line) => {
    const pair = line.split(';')[0] ?? '';
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}
