import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLString,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { isPromise, NotPlain, type Execution } from './execution.js';

/** Makes of what a resolver returned what is answered. Throws where graphql-js would report an error. */
export type Complete = (value: unknown, execution: Execution) => unknown;

/** What is selected of an object of this type. */
export type CompleteObject = (type: GraphQLObjectType) => Complete;

/** Undefined for a type that is found out only when it is there: interfaces and unions. */
export function completeOf(type: GraphQLOutputType, ofObject: CompleteObject): Complete | undefined {
  if (isNonNullType(type)) {
    const inner = presentOf(type.ofType, ofObject);
    return inner && ((value, execution) => inner(present(value), execution));
  }
  const inner = presentOf(type, ofObject);
  return inner && ((value, execution) => (value == null ? null : inner(value, execution)));
}

/** How a value that is neither null nor undefined is completed. */
function presentOf(type: GraphQLOutputType, ofObject: CompleteObject): Complete | undefined {
  if (isLeafType(type)) return leaf(type);
  if (isListType(type)) {
    const item = completeOf(type.ofType, ofObject);
    return item && list(item);
  }
  // One that has to be asked what it is, is found out later too.
  return isObjectType(type) && !type.isTypeOf ? object(ofObject(type)) : undefined;
}

function present(value: unknown): unknown {
  if (value == null) throw new NotPlain('null where there is none');
  return value;
}

function leaf(type: GraphQLLeafType): Complete {
  const serialized: Complete = (value) => {
    if (value instanceof Error) throw value;
    return present(type.serialize(value));
  };
  // What a serializer of graphql-js leaves as it is goes past it.
  if (type === GraphQLString || type === GraphQLID) {
    return (value, execution) => (typeof value === 'string' ? value : serialized(value, execution));
  }
  if (type === GraphQLBoolean) {
    return (value, execution) => (typeof value === 'boolean' ? value : serialized(value, execution));
  }
  return serialized;
}

function list(item: Complete): Complete {
  return (values, execution) => {
    if (!Array.isArray(values)) throw new NotPlain('a list that is no array');
    const completed: unknown[] = [];
    for (let at = 0; at < values.length; at++) {
      const value: unknown = values[at];
      if (isPromise(value)) {
        completed.push(null);
        execution.whenThere(value, (there) => (completed[at] = item(there, execution)));
      } else {
        completed.push(item(value, execution));
      }
    }
    return completed;
  };
}

function object(fields: Complete): Complete {
  return (value, execution) => {
    if (value instanceof Error) throw value;
    return fields(value, execution);
  };
}
