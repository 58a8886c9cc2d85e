import type { UnitView } from '../shared/api/contract';

export interface Placed {
  readonly unit: UnitView;
  readonly depth: number;
}

/** Each unit before those below it, units beside each other by name. */
export function inTree(units: readonly UnitView[]): readonly Placed[] {
  const below = (parent: string | undefined, depth: number): readonly Placed[] =>
    units
      .filter((unit) => (unit.parent ?? undefined) === parent)
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .flatMap((unit) => [{ unit, depth } as Placed].concat(below(unit.id, depth + 1)));
  return below(undefined, 0);
}
