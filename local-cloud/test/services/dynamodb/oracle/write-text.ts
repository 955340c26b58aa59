import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Action, Condition, Operand, Path, SetValue } from './model.ts';

/** Writes the model's trees as expressions; names and values go into placeholders. */
export class Writer {
  readonly #names: Record<string, string> = {};
  readonly #values: Record<string, AttributeValue> = {};
  #count = 0;

  get parameters() {
    const some = <T>(members: Record<string, T>) => (Object.keys(members).length > 0 ? members : undefined);
    return {
      ExpressionAttributeNames: some(this.#names),
      ExpressionAttributeValues: some(this.#values),
    };
  }

  path([name, ...steps]: Path): string {
    const placeholder = `#${name}`;
    this.#names[placeholder] = String(name);
    return placeholder + steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  }

  value(value: AttributeValue): string {
    this.#count += 1;
    this.#values[`:v${this.#count}`] = value;
    return `:v${this.#count}`;
  }

  operand(operand: Operand): string {
    if ('value' in operand) return this.value(operand.value);
    return 'path' in operand ? this.path(operand.path) : `size(${this.path(operand.sizeOf)})`;
  }

  condition(condition: Condition): string {
    const of = (operand: Operand) => this.operand(operand);
    switch (condition.kind) {
      case 'and':
      case 'or':
        return `(${this.condition(condition.left)} ${condition.kind} ${this.condition(condition.right)})`;
      case 'not':
        return `NOT ${this.condition(condition.operand)}`;
      case 'exists':
        return `attribute_exists(${this.path(condition.path)})`;
      case 'type':
        return `attribute_type(${this.path(condition.path)}, ${this.value({ S: condition.type })})`;
      case 'in':
        return `${of(condition.value)} IN (${condition.list.map(of).join(', ')})`;
      case 'between':
        return `${of(condition.value)} BETWEEN ${of(condition.low)} AND ${of(condition.high)}`;
      case 'begins':
        return `begins_with(${of(condition.whole)}, ${of(condition.part)})`;
      case 'contains':
        return `contains(${of(condition.whole)},${of(condition.part)})`;
      default:
        return `${of(condition.left)}${condition.kind}${of(condition.right)}`;
    }
  }

  update(actions: readonly Action[]): string {
    const sections = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
    return sections
      .map((section) => {
        const texts = actions
          .filter((action) => action.section === section)
          .map((action) => this.#action(action));
        return texts.length > 0 ? `${section} ${texts.join(', ')}` : '';
      })
      .join(' ');
  }

  #action(action: Action): string {
    if (action.section === 'REMOVE') return this.path(action.path);
    if (action.section === 'SET') return `${this.path(action.path)} = ${this.#setValue(action.value)}`;
    return `${this.path(action.path)} ${this.value(action.value)}`;
  }

  #setValue(value: SetValue): string {
    if ('sum' in value) return `${this.#setValue(value.left)} ${value.sum} ${this.#setValue(value.right)}`;
    if ('append' in value)
      return `list_append(${value.append.map((each) => this.#setValue(each)).join(', ')})`;
    if (!('ifNotExists' in value)) return this.operand(value);
    return `if_not_exists(${this.path(value.ifNotExists)}, ${this.#setValue(value.otherwise)})`;
  }
}
