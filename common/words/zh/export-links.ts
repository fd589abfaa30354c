/** Where a report, or a day's list, is taken out as data. */
export const exportLinks = {
  value: '数据（JSON）',
  bundle: '数据（FHIR）',
  day: '导出日期',
  list: '当天全部数据（CSV）',
  help: '导出会记录在案。',
}
