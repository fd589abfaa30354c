export const clinician = {}
