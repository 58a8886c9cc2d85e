/** Asks once. Never fails: whether there was an answer. */
export type Question = (signal: AbortSignal) => Promise<boolean>;

/** The page, as far as it matters here. */
export type Looked = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

const MOST_MS = 15_000;

/**
 * Asks now, and again `everyMs` after each answer while the page is looked at; after a failure
 * later and later. One question at a time, whatever happens meanwhile.
 *
 * @returns ends it
 */
export function keepAsking(question: Question, everyMs: number | undefined, page: Looked): () => void {
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let running = false;

  const next = () => {
    const wait = failures > 0 ? Math.min(MOST_MS, 2_000 * 2 ** (failures - 1)) : everyMs;
    if (wait !== undefined && !ending.signal.aborted) {
      clearTimeout(timer);
      timer = setTimeout(run, wait);
    }
  };
  const run = async () => {
    if (running || page.hidden) {
      return; // what runs asks again itself; a hidden page when somebody looks
    }
    running = true;
    const answered = await question(ending.signal);
    running = false;
    failures = answered ? 0 : failures + 1;
    next();
  };
  const looked = () => {
    if (!page.hidden && !running) {
      clearTimeout(timer);
      void run();
    }
  };
  void run();
  page.addEventListener('visibilitychange', looked);
  return () => {
    ending.abort();
    clearTimeout(timer);
    page.removeEventListener('visibilitychange', looked);
  };
}
