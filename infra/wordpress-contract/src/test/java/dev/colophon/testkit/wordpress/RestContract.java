package dev.colophon.testkit.wordpress;

/** The part of the contract in which one request comes after the other. */
interface RestContract
        extends CredentialsContract,
                CreateContract,
                UpdateContract,
                SettingsContract,
                TrashContract,
                ListContract,
                SurveyContract,
                TermContract,
                KindContract,
                MediaContract,
                FaultContract {}
