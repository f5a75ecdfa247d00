/** Whether nobody watches: what is passed over here counts as failed. */
export const isCi = process.env.CI === 'true'
