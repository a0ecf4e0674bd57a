//! What a call does, as far as the levers of an emergency care (`service::levers`).

/// What a server function does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Looks after the own session or signs in: no lever stops it.
    Session,
    /// Reads what is neither a register nor a log of disclosures.
    Reads,
    /// Queries a register.
    Queries,
    /// Changes something.
    Changes,
    /// Changes the own password or key in order to sign in. Never stopped for administrators of the
    /// authority: they must get to the levers.
    SignsIn,
    /// Pulls a lever or puts it back: no lever stops it.
    Lever,
}

impl Effect {
    /// Whether it goes on while nobody may change anything.
    #[must_use]
    pub const fn goes_on_read_only(self, is_administrator: bool) -> bool {
        match self {
            Self::Session | Self::Reads | Self::Queries | Self::Lever => true,
            Self::SignsIn => is_administrator,
            Self::Changes => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_changes_in_an_emergency_but_levers_and_what_leads_an_administrator_to_them() {
        let all = [
            Effect::Session,
            Effect::Reads,
            Effect::Queries,
            Effect::Changes,
            Effect::SignsIn,
            Effect::Lever,
        ];
        for effect in all {
            let is_stopped = matches!(effect, Effect::Changes | Effect::SignsIn);
            assert_eq!(effect.goes_on_read_only(false), !is_stopped, "{effect:?}");
            assert_eq!(
                effect.goes_on_read_only(true),
                effect != Effect::Changes,
                "{effect:?}"
            );
        }
    }
}
