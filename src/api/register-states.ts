import { registerEnumType } from 'type-graphql';

/** Registers one list of states; the compiler asks for a description per value. */
export function registerStates<T extends Record<string, string>>(
  name: string,
  values: T,
  description: string,
  descriptions: { readonly [K in keyof T]: string },
): void {
  const described = Object.entries<string>(descriptions).map(([key, text]) => [key, { description: text }]);
  registerEnumType(values, { name, description, valuesConfig: Object.fromEntries(described) });
}
