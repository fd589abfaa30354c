/** What npm run handover shows: read by who agrees on columns with the other side. */
export const preview = {
  usage:
    'usage: npm run handover -- preview CHECK [DATA]\n       npm run handover -- map NAME\n       CHECK: the id of a check, its first characters, or the number of a report. DATA: a data folder; if left out, ROADFIT_DATA or data. NAME: a map of columns, such as examination-1.',
  noReport: 'This check has no signed report yet, so there is nothing to hand over.',
  noMap: 'There is no map of columns of that name. There are: {maps}',
  report: 'Report {number}: shown only, nothing was sent',
  destination: 'To {id}',
  interface: 'Interface {name}, map {map}',
  map: 'Map {map}',
  byMaps: 'No system that takes columns is set. This is what each map that comes with the program makes of the report:',
  message: '  The message (without the serial number of the interface):',
  same: 'the same every time',
  unsure: 'to be agreed on with them',
}
