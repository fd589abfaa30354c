export const hall = {}
