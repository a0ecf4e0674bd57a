//! How an open code set is written down: a checked code of fixed length whose name may be unknown to us.

/// Why a text is not a code of an open set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// The text does not have the form of the set's codes.
    #[error("the text does not have the form of a code of this set")]
    WrongForm,
}

/// Makes a newtype of a code with a fixed number of ASCII characters, checked by a function on bytes.
macro_rules! open_code {
    ($(#[$meta:meta])* pub struct $name:ident([u8; $length:literal]) where $check:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; $length]);

        impl $name {
            /// Reads a code of the set's form; whether its name is known does not matter.
            ///
            /// # Errors
            /// The text has another form.
            pub fn parse(text: &str) -> Result<Self, $crate::register::codes::CodeError> {
                let error = $crate::register::codes::CodeError::WrongForm;
                let bytes: [u8; $length] = text.as_bytes().try_into().map_err(|_| error)?;
                let check: fn(&[u8]) -> bool = $check;
                if check(&bytes) { Ok(Self(bytes)) } else { Err(error) }
            }

            /// The code, which is also the serialised form.
            #[must_use]
            pub fn code(&self) -> &str {
                // The constructor lets ASCII through only.
                ::std::str::from_utf8(&self.0).unwrap_or_default()
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(..)"))
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
                Self::parse(&code).map_err(::serde::de::Error::custom)
            }
        }
    };
}

pub(super) use open_code;
