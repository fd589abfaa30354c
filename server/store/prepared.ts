import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './open.ts'

/**
 * A question that everybody who comes asks: it's put into SQL once for each database and number of values, and then only they are new. They
 * have to stand in the question in their order, and nothing else that is a value.
 */
export const prepared = <Values extends readonly unknown[], Row>(build: (db: Db, ...values: Values) => Compilable<Row>) => {
  const made = new WeakMap<Db, Map<number, CompiledQuery<Row>>>()
  const make = (db: Db, values: Values): CompiledQuery<Row> => {
    const query = build(db, ...values).compile()
    if (query.parameters.length !== values.length || query.parameters.some((one, at) => one !== values[at]))
      throw new Error(`a prepared question has other values than its own: ${query.sql}`)
    made.set(db, (made.get(db) ?? new Map<number, CompiledQuery<Row>>()).set(values.length, query))
    return query
  }
  return async (db: Db, ...values: Values): Promise<Row[]> => {
    const query = made.get(db)?.get(values.length) ?? make(db, values)
    return (await db.executeQuery<Row>({ ...query, parameters: values })).rows
  }
}
