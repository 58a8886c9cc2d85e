import { describe, expect, it } from 'vitest';
import { neighbour, type Box } from './picture';

const box = (x: number, y: number): Box => ({ x, y, width: 100, height: 40 });

const boxes = new Map([
  ['start', box(200, 0)],
  ['left', box(0, 100)],
  ['right', box(400, 100)],
  ['end', box(210, 200)],
]);

describe('walking through a picture', () => {
  it('comes to the nearest step of the next row, or of the same', () => {
    expect(neighbour(boxes, 'start', 'ArrowDown')).toBe('left');
    expect(neighbour(boxes, 'left', 'ArrowDown')).toBe('end');
    expect(neighbour(boxes, 'left', 'ArrowRight')).toBe('right');
    expect(neighbour(boxes, 'right', 'ArrowUp')).toBe('start');
  });

  it('stays where there is nothing further', () => {
    expect(neighbour(boxes, 'start', 'ArrowUp')).toBe('start');
    expect(neighbour(boxes, 'start', 'ArrowLeft')).toBe('start');
    expect(neighbour(boxes, 'right', 'ArrowRight')).toBe('right');
    expect(neighbour(boxes, 'nowhere', 'ArrowUp')).toBe('nowhere');
  });
});
