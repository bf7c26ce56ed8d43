/** How many rules a registry holds at most. (Amazon ECR service quotas) */
export const mostRules = 50;
