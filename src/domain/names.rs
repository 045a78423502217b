use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The name as the project file or the export writes it.
            pub fn new(name: impl Into<String>) -> Self {
                Self(name.into())
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    };
}

name!(
    /// A round of measuring, such as `2026-voorjaar`.
    RoundId
);
name!(
    /// The part somebody plays in the partnership, such as `student` or `werkplekbegeleider`.
    RoleId
);
name!(
    /// What respondents are grouped by, such as `school`.
    GroupKey
);
name!(
    /// One group of a grouping, such as the school `Noord`: the text of the export.
    GroupValue
);
name!(
    /// An indicator of the project file.
    IndicatorId
);
name!(
    /// An answer scale: built in, or declared in the project file.
    ScaleId
);
name!(
    /// A criterion that no figure decides.
    CriterionId
);
name!(
    /// A meeting of the project file.
    MeetingId
);
