import type { Action, Answer, Cloud, Parameter, Parameters } from './service.ts';

/** An action whose step sees its parameters with the types that its own table gives them. */
export type ActionDefinition<Table extends Parameters> = Omit<Action, 'parameters' | 'answer'> & {
  readonly parameters: Table;
  readonly answer: (params: ParamsOf<Table>, cloud: Cloud) => Answer;
};

/** The values that a table of parameters lets pass. */
export type ParamsOf<Table extends Parameters> = {
  readonly [Name in RequiredIn<Table>]: ValueOf<Table[Name]['type']>;
} & {
  readonly [Name in Exclude<keyof Table, RequiredIn<Table>>]?: ValueOf<Table[Name]['type']>;
};

type RequiredIn<Table extends Parameters> = {
  [Name in keyof Table]: Table[Name] extends { readonly required: true } ? Name : never;
}[keyof Table];

type ValueOf<Type extends Parameter['type']> = Type extends 'string'
  ? string
  : Type extends 'integer'
    ? number
    : Type extends 'boolean'
      ? boolean
      : Type extends 'string[]'
        ? readonly string[]
        : Type extends 'integer[]'
          ? readonly number[]
          : Type extends readonly [infer Row extends Parameters]
            ? readonly ParamsOf<Row>[]
            : Type extends Parameters
              ? ParamsOf<Type>
              : never;

/** Makes an action of its definition. */
export function defineAction<const Table extends Parameters>(
  definition: ActionDefinition<Table>,
): Action {
  return {
    ...definition,
    // The types hold, since parameters are checked against this very table before the step.
    answer: (params, cloud) => definition.answer(params as ParamsOf<Table>, cloud),
  };
}
