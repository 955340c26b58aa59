/** Where in an input a value is: what leads there from the input itself. */
export interface Place {
  readonly parent: Place | undefined;
  readonly name: string;
  /** Whether the name is a member's of the model, not a map's key or a list's index. */
  readonly member: boolean;
  /** Whether violations are told without the value. */
  readonly isUnquoted?: boolean;
}

/** `keySchema.1.member.keyType`: members in lower camel case, elements of lists counted from one. */
export const placeOf = (place: Place): string =>
  path(place, (name) => name.charAt(0).toLowerCase() + name.slice(1));

/** `RequestItems.table.member.Keys`: as the newer validation of some operations has it. */
export const modelPlaceOf = (place: Place): string => path(place, (name) => name);

function path(place: Place, write: (name: string) => string): string {
  const own = place.member ? write(place.name) : `${place.name}.member`;
  return place.parent ? `${path(place.parent, write)}.${own}` : own;
}
