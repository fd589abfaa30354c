export const product = 'Roadfit'
