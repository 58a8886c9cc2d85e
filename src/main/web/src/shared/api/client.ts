/** What a question came to when it was not answered: `status` 0 when there was no answer at all. */
export class Failed extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

const PATIENCE_MS = 10_000;

/** Asks the core. The one place that sees a 401, once there is sign-in. */
export async function ask<T>(path: string, signal: AbortSignal): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) });
  } catch (failure) {
    signal.throwIfAborted();
    throw new Failed(0, String(failure));
  }
  if (!answer.ok) {
    throw new Failed(answer.status, await sentenceOf(answer));
  }
  return (await answer.json()) as T;
}

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
        reject(new Failed(request.status, ''));
      }
    });
    for (const failed of ['error', 'timeout', 'abort']) {
      request.addEventListener(failed, () => reject(new Failed(0, failed)));
    }
    request.send();
  });
}
