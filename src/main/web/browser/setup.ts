import type { TestProject } from 'vitest/node';
import { enrol, type Account } from './staff';

declare module 'vitest' {
  interface ProvidedContext {
    readonly administrator: Account;
  }
}

/** One signs in for all tests: `EARSHOT_ADMINISTRATOR` is `name invitation`. */
export default async function setup({ provide }: TestProject): Promise<void> {
  const [name = '', invitation = ''] = (process.env['EARSHOT_ADMINISTRATOR'] ?? '').split(' ');
  provide('administrator', await enrol(name, invitation, 'four words are enough'));
}
