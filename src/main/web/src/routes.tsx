import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react';

export type Tab = 'picture' | 'check' | 'draft';
export const TABS: readonly Tab[] = ['picture', 'check', 'draft'];

/** Where one can be. A feature adds its own. */
export type Place =
  | { readonly page: 'flows'; readonly flow?: string; readonly tab: Tab; readonly step?: string }
  | { readonly page: 'people' | 'rights' | 'enrol' }
  | { readonly page: 'unknown'; readonly path: string };

const PLAIN = ['people', 'rights', 'enrol'] as const;

/** `/flows`, `/flows/main`, `/flows/main/check`, `/flows/main#consent`. */
export function placeOf(path: string, hash: string): Place {
  const plain = PLAIN.find((page) => path === `/${page}`);
  if (plain) {
    return { page: plain };
  }
  const [page = '', flow, tab = 'picture', ...more] = path.split('/').slice(1).map(decoded);
  if (more.length > 0 || !(page === 'flows' || page === '') || !isTab(tab)) {
    return { page: 'unknown', path };
  }
  const step = decoded(hash.replace(/^#/, ''));
  return { page: 'flows', tab, ...(flow ? { flow } : {}), ...(step ? { step } : {}) };
}

export function pathTo(flow: string, tab: Tab = 'picture', step?: string): string {
  const base = `/flows/${encodeURIComponent(flow)}${tab === 'picture' ? '' : `/${tab}`}`;
  return step ? `${base}#${encodeURIComponent(step)}` : base;
}

function isTab(text: string): text is Tab {
  return (TABS as readonly string[]).includes(text);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const MOVED = 'earshot:moved';

export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', path);
  dispatchEvent(new Event(MOVED));
}

export function usePlace(): Place {
  const url = useSyncExternalStore(
    (changed) => {
      addEventListener('popstate', changed);
      addEventListener('hashchange', changed);
      addEventListener(MOVED, changed);
      return () => {
        removeEventListener('popstate', changed);
        removeEventListener('hashchange', changed);
        removeEventListener(MOVED, changed);
      };
    },
    () => location.pathname + location.hash,
  );
  const [path = '/', hash = ''] = url.split('#');
  return placeOf(path, hash);
}

/** A link that does not load the page anew; opened in another tab it does. */
export function Link({ href, children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent) => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go(href);
    }
  };
  return (
    <a href={href} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
