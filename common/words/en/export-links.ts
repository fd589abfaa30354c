export const exportLinks = {
  value: 'Data (JSON)',
  bundle: 'Data (FHIR)',
  help: 'Exports are put on record.',
}
