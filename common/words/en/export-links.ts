export const exportLinks = {
  value: 'Data (JSON)',
  bundle: 'Data (FHIR)',
  day: 'Day to export',
  list: 'All data of the day (CSV)',
  help: 'Exports are put on record.',
}
