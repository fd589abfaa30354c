import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import { fieldsOf } from './fields.ts'
import type { FieldMap, Item } from './map.ts'

/** A column as people look at it. `item`: what of the report it is, null: the same every time. `unsure`: to be agreed on with the other side. */
export type PreviewColumn = { name: string; item: Item | null; value: string; unsure: boolean }

/** What each column of a map would get of a report, of a picture its length alone; or why the map can't express it. */
export const previewColumns = (report: Report, map: FieldMap, photo: string | null): PreviewColumn[] | Refusal => {
  const fields = fieldsOf(report, map, photo)
  if (isRefusal(fields)) return fields
  return map.fields.map((field, at) => {
    const item = 'item' in field ? field.item : null
    const value = fields[at]?.value ?? ''
    return { name: field.name, item, value: item === 'photo' ? `… ${value.length}` : value, unsure: field.unsure === true }
  })
}
