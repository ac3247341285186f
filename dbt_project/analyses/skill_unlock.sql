-- An example of skill_unlock: `dbt show --select skill_unlock` with the skills and the panel of your own.
{{ skill_unlock(["Python", "SQL"], panel="data-london") }}
