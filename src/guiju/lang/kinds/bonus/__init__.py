"""奖金: what a period pays to a person, or how a pool is split."""
