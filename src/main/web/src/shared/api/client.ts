/** What a question came to when it was not answered: `status` 0 when there was no answer at all. */
export class Failed extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

const PATIENCE_MS = 10_000;

/** Told when the core does not know who asks (any more). */
export const SIGNED_OUT = 'earshot:signed-out';

/** Asks the core. */
export async function ask<T>(path: string, signal: AbortSignal): Promise<T> {
  return (await (await reach(path, { signal })).json()) as T;
}

/** Has the core do something. */
export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T | undefined> {
  const told = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await reach(path, { method, ...told });
  return answer.status === 204 ? undefined : ((await answer.json()) as T);
}

async function reach(path: string, how: RequestInit): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let answer: Response;
  try {
    answer = await fetch(path, { ...how, signal: how.signal ? AbortSignal.any([how.signal, patience]) : patience });
  } catch (failure) {
    how.signal?.throwIfAborted();
    throw new Failed(0, String(failure));
  }
  if (!answer.ok) {
    noteSignedOut(answer.status, path);
    throw new Failed(answer.status, await sentenceOf(answer));
  }
  return answer;
}

/** The steps of signing in answer 401 too, to those who are wrong. */
function noteSignedOut(status: number, path: string): void {
  if (status === 401 && !SIGNING_IN.test(path)) {
    dispatchEvent(new Event(SIGNED_OUT));
  }
}

const SIGNING_IN = /^\/v1\/(session|enrolment)/;

async function sentenceOf(answer: Response): Promise<string> {
  try {
    const body: unknown = await answer.json();
    return typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : '';
  } catch {
    return '';
  }
}

/**
 * Fetches a document. The browser itself parses it on the way in: turning text into markup is what
 * the pages' policy (Trusted Types) forbids.
 */
export function askDocument(path: string, signal: AbortSignal): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', path);
    request.responseType = 'document';
    request.timeout = PATIENCE_MS;
    signal.addEventListener('abort', () => request.abort());
    request.addEventListener('load', () => {
      if (request.status === 200 && request.responseXML) {
        resolve(request.responseXML);
      } else {
        noteSignedOut(request.status, path);
        reject(new Failed(request.status, ''));
      }
    });
    for (const failed of ['error', 'timeout', 'abort']) {
      request.addEventListener(failed, () => reject(new Failed(0, failed)));
    }
    request.send();
  });
}
