import { type FieldMap, mapName } from '../server/handover/fields/map.ts'
import { MAPS } from '../server/handover/fields/maps.ts'
import type { SoapSettings } from '../server/handover/soap/settings.ts'

export const mapNamed = (name: string): FieldMap => {
  const map = MAPS.find((one) => mapName(one) === name)
  if (!map) throw new Error(`there is no map ${name}`)
  return map
}

/** Settings of a destination by SOAP, as a city might have agreed on them. */
export const soapSettings = (url: string, change: Partial<SoapSettings> = {}): SoapSettings => ({
  url,
  service: 'TmriOutNewAccess',
  write: 'writeObjectOutNew',
  query: 'queryObjectOutNew',
  xtlb: '02',
  jkxlh: 'SERIAL-1',
  cjsqbh: 'SCENE-1',
  dwjgdm: '999900000000',
  dwmc: '示范市',
  yhbz: 'user-1',
  yhxm: '林知远',
  zdbs: '127.0.0.1',
  charset: 'utf-8',
  declared: 'GBK',
  percent: 'values',
  deliver: [{ jkid: '20C11', map: mapNamed('examination-1') }],
  withdraw: null,
  ask: null,
  answersLater: false,
  codes: { taken: ['1'], refused: ['0'], again: [] },
  ...change,
})
