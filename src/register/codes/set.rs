//! How a closed code set is written down: variant, code, and the name in fi, sv, en.

/// Makes an enum of a code set: `code`, `from_code`, `name`, `ALL`, and the code as serialised form.
macro_rules! code_set {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $variant:ident = $code:literal: $fi:literal, $sv:literal, $en:literal; )+
        }
    )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(
                #[doc = concat!("`", $code, "`: ", $en, ".")]
                $variant,
            )+
        }

        impl $name {
            /// All codes in the order of the register.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// Code and name, in the order of the variants.
            const TABLE: &'static [(&'static str, $crate::language::StaticText)] =
                &[$( ($code, $crate::language::StaticText::new($fi, $sv, $en)) ),+];

            /// The register's code, which is also the serialised form.
            #[must_use]
            pub const fn code(self) -> &'static str {
                Self::TABLE[self as usize].0
            }

            /// The value with this code, if the set has it.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }

            /// What the code means.
            #[must_use]
            pub const fn name(self, language: $crate::language::Language) -> &'static str {
                Self::TABLE[self as usize].1.get(language)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <String as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::from_code(&code)
                    .ok_or_else(|| ::serde::de::Error::custom(concat!("unknown code of ", stringify!($name))))
            }
        }
    )+ };
}

pub(crate) use code_set;
