export const booth = {}
