import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepAsking, type Looked } from './keepAsking';

class Page extends EventTarget {
  hidden = false;

  show(hidden: boolean) {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

describe('what is asked again and again', () => {
  let page: Page;
  let answers: ((answered: boolean) => void)[];
  let end: () => void;

  const question = () => new Promise<boolean>((resolve) => answers.push(resolve));
  const answer = async (answered: boolean) => {
    answers[answers.length - 1]?.(answered);
    await vi.advanceTimersByTimeAsync(0);
  };

  beforeEach(() => {
    vi.useFakeTimers();
    page = new Page();
    answers = [];
    end = keepAsking(question, 1_000, page as unknown as Looked);
  });

  afterEach(() => {
    end();
    vi.useRealTimers();
  });

  it('is asked once at a time, however often somebody looks', async () => {
    for (let i = 0; i < 5; i += 1) {
      page.show(true);
      page.show(false);
    }
    expect(answers).toHaveLength(1);

    await answer(true);
    await vi.advanceTimersByTimeAsync(1_000);

    expect(answers).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(answers).toHaveLength(2);
  });

  it('is asked at once by who looks again, and then as often as before', async () => {
    await answer(true);
    page.show(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(answers).toHaveLength(1);

    page.show(false);
    expect(answers).toHaveLength(2);
    await answer(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(answers).toHaveLength(3);
  });

  it('is asked later and later while it fails', async () => {
    await answer(false);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(answers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(answers).toHaveLength(2);
    await answer(false);
    await vi.advanceTimersByTimeAsync(3_999);
    expect(answers).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(answers).toHaveLength(3);
  });

  it('is not asked after the end', async () => {
    end();
    await answer(true);
    page.show(false);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(answers).toHaveLength(1);
  });
});
