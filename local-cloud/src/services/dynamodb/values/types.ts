/** An attribute's value as the wire has it, in canonical form: numbers in DynamoDB's own text, sets in order without duplicates. */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }
  | { M: Item }
  | { L: AttributeValue[] }
  | { BOOL: boolean }
  | { NULL: true };

export type AttributeType = 'S' | 'N' | 'B' | 'SS' | 'NS' | 'BS' | 'M' | 'L' | 'BOOL' | 'NULL';

/**
 * Attributes by name, or a map's members. Names are the client's: read with `attribute`, write with `setAttribute`, so
 * that `constructor` and `__proto__` are names like any other (spreading and JSON keep them so, assignment does not).
 */
export type Item = Record<string, AttributeValue>;
