"""Any facts at all, made from the contract, seeded; judged by what every assessment holds to."""
