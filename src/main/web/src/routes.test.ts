import { describe, expect, it } from 'vitest';
import { pathTo, placeOf } from './routes';

describe('an address', () => {
  it('names a flow, a view of it and a step', () => {
    expect(placeOf('/', '')).toEqual({ page: 'flows', tab: 'picture' });
    expect(placeOf('/flows/main/check', '')).toEqual({ page: 'flows', flow: 'main', tab: 'check' });
    expect(placeOf('/flows/main', 'no-keys')).toEqual({ page: 'flows', flow: 'main', tab: 'picture', step: 'no-keys' });
  });

  it('names a page that has no more in its address', () => {
    expect(placeOf('/people', '')).toEqual({ page: 'people' });
    expect(placeOf('/enrol', 'x')).toEqual({ page: 'enrol' });
    expect(placeOf('/people/x', '')).toEqual({ page: 'unknown', path: '/people/x' });
  });

  it('comes back from what it was made of', () => {
    expect(pathTo('main', 'draft')).toBe('/flows/main/draft');
    expect(placeOf('/flows/a%2Fb', 'c%23d')).toMatchObject({ flow: 'a/b', step: 'c#d' });
  });

  it('is said to be unknown when it is', () => {
    expect(placeOf('/cases', '')).toEqual({ page: 'unknown', path: '/cases' });
    expect(placeOf('/flows/main/nothing', '')).toMatchObject({ page: 'unknown' });
    expect(placeOf('/flows/%E0%A4%A', '')).toMatchObject({ page: 'flows', flow: '%E0%A4%A' });
  });
});
