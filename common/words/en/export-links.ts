export const exportLinks = {
  value: 'Data (JSON)',
  bundle: 'Data (FHIR)',
  day: 'Day to export',
  list: 'Export the day’s list (CSV)',
  help: 'Exports are put on record.',
}
