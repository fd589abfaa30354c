/** Where a report, or a day's list, is taken out as data. */
export const exportLinks = {
  value: '数据（JSON）',
  bundle: '数据（FHIR）',
  help: '导出会记录在案。',
}
