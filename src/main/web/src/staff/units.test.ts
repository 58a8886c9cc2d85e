import { expect, it } from 'vitest';
import { inTree } from './units';

it('units come before those below them, and by name beside each other', () => {
  const tree = inTree([
    { id: 'c', name: 'Beta', parent: 'a' },
    { id: 'd', name: 'Office', parent: 'b' },
    { id: 'a', name: 'House' },
    { id: 'b', name: 'Alpha', parent: 'a' },
  ]);

  expect(tree.map(({ unit, depth }) => `${depth} ${unit.name}`)).toEqual(['0 House', '1 Alpha', '2 Office', '1 Beta']);
});
